package llm

import (
	"context"
	"net/http"
	"time"

	"github.com/go-json-experiment/json/jsontext"
)

// listTimeout is how long a server may take to say which models it has: somebody waits for it who has an error to read.
const listTimeout = 5 * time.Second

// Models asks a server once which models it has, and gives their names in its order. It goes by the options as New does: the key is
// sent to the same address and nowhere else, and nobody is asked where a key is missing or with Offline; the store is not
// used. An error is an *AddressError, an *Error or the context's own. Where models go by names that the customer gave them
// (Profile.Deployments) the server does not list those, and there are none.
func Models(ctx context.Context, o Options) ([]string, error) {
	if o.Offline || o.Profile.Deployments {
		return nil, nil
	}
	o = o.withDefaults()
	address, err := cleanAddress(o.BaseURL)
	if err != nil {
		return nil, err
	}
	if o.APIKey.empty() && o.Profile.KeyNeededAt(address) {
		return nil, &Error{Fault: Unauthorized, Permanent: true, Address: address, Message: "there is no key"}
	}
	ctx, cancel := context.WithTimeoutCause(ctx, min(o.Timeout, listTimeout), errAttempt)
	defer cancel()
	req, err := http.NewRequestWithContext(ctx, http.MethodGet, address+"/models", nil)
	if err != nil {
		return nil, err
	}
	d := newDoer(o, address)
	resp, body, err := d.exchange(req)
	if err != nil {
		return nil, err
	}
	if resp.StatusCode < 200 || resp.StatusCode >= 300 {
		return nil, d.errorOf(resp, resp.StatusCode, readError(body))
	}
	names, e, inside := readModels(body)
	switch {
	case inside != nil:
		return nil, d.errorOf(resp, inside.status, *inside)
	case e != nil:
		e.Status = resp.StatusCode
		return nil, d.complete(e)
	}
	return names, nil
}

// readModels reads the list of models: OpenAI's {"data":[{"id":…}]}, where data may be null (Ollama without models).
func readModels(body []byte) ([]string, *Error, *said) {
	var list struct {
		Error jsontext.Value `json:"error"`
		Data  []struct {
			ID string `json:"id"`
		} `json:"data"`
	}
	if e := readSuccess(body, &list); e != nil {
		return nil, e, nil
	}
	if isError(list.Error) {
		return nil, nil, errorInside(list.Error, "an error in place of a list")
	}
	names := make([]string, 0, len(list.Data))
	for _, model := range list.Data {
		if model.ID != "" {
			names = append(names, model.ID)
		}
	}
	return names, nil, nil
}
