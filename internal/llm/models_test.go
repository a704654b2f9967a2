package llm_test

import (
	"context"
	"errors"
	"net/http"
	"slices"
	"testing"
	"testing/synctest"
	"time"

	"tarjuma/internal/llm"
)

func TestModels(t *testing.T) {
	for body, want := range map[string][]string{
		`{"object":"list","data":[{"id":"b","object":"model","owned_by":"x"},{"id":"a","created":1},{"object":"model"}]}`: {"b", "a"},
		`{"object":"list","data":null}`: {},
		`{"data":[{"id":"models/gemini-3-flash","display_name":"Gemini 3 Flash"}],"has_more":false}`: {"models/gemini-3-flash"},
	} {
		var asked *http.Request
		o := hermetic(t, doerFunc(func(r *http.Request) (*http.Response, error) {
			asked = r
			return canned(200, body)(r)
		}))
		o.Store, o.Tool = nil, "1.2.3"
		got, err := llm.Models(t.Context(), o)
		if err != nil || !slices.Equal(got, want) {
			t.Errorf("%s: %q, %v", body, got, err)
		}
		if asked.Method != "GET" || asked.URL.String() != "http://model.test/v1/models" ||
			asked.Header.Get("Authorization") != "Bearer "+testKey || asked.Header.Get("User-Agent") != "tarjuma/1.2.3" {
			t.Errorf("asked %s %s with %v", asked.Method, asked.URL, asked.Header)
		}
	}
}

func TestModelsThatCannotBeListed(t *testing.T) {
	for name, test := range map[string]struct {
		status int
		body   string
		want   llm.Fault
	}{
		"wrong key":        {401, `{"error":{"message":"wrong key ` + testKey + `"}}`, llm.Unauthorized},
		"no list":          {404, `404 page not found`, llm.NoAPI},
		"limit":            {429, ``, llm.RateLimited},
		"redirect":         {307, ``, llm.BadRequest},
		"HTML":             {200, `<html><title>Sign in</title></html>`, llm.NoAPI},
		"not JSON":         {200, `ready`, llm.Nonsense},
		"other JSON":       {200, `{"data":"x"}`, llm.Nonsense},
		"LM Studio's path": {200, `{"error":"Unexpected endpoint or method. (GET /models)"}`, llm.NoAPI},
	} {
		names, err := llm.Models(t.Context(), hermetic(t, canned(test.status, test.body)))
		e := faultOf(t, err)
		if names != nil || e.Fault != test.want || e.Status != test.status || e.Address != "http://model.test/v1" {
			t.Errorf("%s: %q, %s", name, names, describe(e))
		}
		if e.Message == "wrong key "+testKey {
			t.Errorf("%s: the key is in the message", name)
		}
	}
	o := hermetic(t, doerFunc(refused))
	if _, err := llm.Models(t.Context(), o); faultOf(t, err).Fault != llm.Unreachable {
		t.Errorf("nobody there: %v", err)
	}
}

// TestNobodyIsAskedForModels has the cases in which no request may be sent.
func TestNobodyIsAskedForModels(t *testing.T) {
	o := hermetic(t, noHTTP{t})
	o.Offline = true
	if names, err := llm.Models(t.Context(), o); names != nil || err != nil {
		t.Errorf("offline: %q, %v", names, err)
	}
	o = hermetic(t, noHTTP{t})
	o.Profile = profile(t, "azure")
	if names, err := llm.Models(t.Context(), o); names != nil || err != nil {
		t.Errorf("deployments: %q, %v", names, err)
	}
	o = hermetic(t, noHTTP{t})
	o.BaseURL, o.APIKey = "", llm.Secret{}
	if _, err := llm.Models(t.Context(), o); faultOf(t, err).Fault != llm.Unauthorized {
		t.Errorf("without a key: %v", err)
	}
	o.BaseURL = "localhost"
	var address *llm.AddressError
	if _, err := llm.Models(t.Context(), o); !errors.As(err, &address) {
		t.Errorf("no address: %v", err)
	}
}

func TestAListIsNotWaitedForLong(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		silent := doerFunc(func(r *http.Request) (*http.Response, error) {
			<-r.Context().Done()
			return nil, r.Context().Err()
		})
		began := time.Now()
		_, err := llm.Models(t.Context(), hermetic(t, silent))
		if took := time.Since(began); faultOf(t, err).Fault != llm.TimedOut || took != 5*time.Second {
			t.Errorf("%v after %s", err, took)
		}
		ctx, cancel := context.WithCancelCause(t.Context())
		time.AfterFunc(time.Second, func() { cancel(errStop) })
		if _, err := llm.Models(ctx, hermetic(t, silent)); err != errStop {
			t.Errorf("stopped: %v", err)
		}
	})
}
