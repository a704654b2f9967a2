package llm

import (
	"errors"
	"time"

	"github.com/go-json-experiment/json"
)

// finishFault is the finish reason of a stored reply that is none: in its text stands the fault that came instead. No server says it.
const finishFault = "tarjuma.fault"

// faultText is a fault as the store keeps it.
type faultText struct {
	Fault     Fault  `json:"fault"`
	Permanent bool   `json:"permanent"`
	Status    int    `json:"status,omitzero"`
	Model     string `json:"model"`
	Message   string `json:"message"`
}

func textOfFault(e *Error) faultText {
	return faultText{e.Fault, e.Permanent, e.Status, e.Model, e.Message}
}

// keepFault keeps a fault that the request says is lasting. It gives back the fault, or what went wrong in keeping it.
func (s *stored) keepFault(req Request, err error) error {
	var fault *Error
	if !errors.As(err, &fault) || req.Lasting == nil || !req.Lasting(fault) {
		return err
	}
	text, failed := json.Marshal(textOfFault(fault))
	if failed != nil {
		return errors.Join(err, failed)
	}
	reply := Reply{Text: string(text), Finish: finishFault, Time: s.clock.Now().UTC().Truncate(time.Millisecond), Tool: s.tool}
	if failed := s.keep(Entry{Request: req, Reply: reply}); failed != nil {
		return failed
	}
	return err
}

// keptFault reads what keepFault kept; path is the file's.
func keptFault(reply Reply, path string) *Error {
	var text faultText
	if err := json.Unmarshal([]byte(reply.Text), &text); err != nil {
		return unreadable(path, err)
	}
	fault := text.fault()
	fault.Stored = true
	return fault
}

func (t faultText) fault() *Error {
	return &Error{Fault: t.Fault, Permanent: t.Permanent, Status: t.Status, Model: t.Model, Message: t.Message}
}
