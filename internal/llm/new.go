package llm

import (
	"errors"
	"math/rand/v2"
	"net/url"
	"strings"
	"time"
)

const (
	defaultTimeout = 120 * time.Second
	defaultJobs    = 16 // with 8, an article's parts in three languages wait for one another
)

// Options say how a client is to ask. Store is needed. What is left empty has a default: BaseURL that of the profile, Timeout (of
// one attempt, its answer's last byte included) 120 s, Jobs (requests in flight) 16, Clock the system's, Random math/rand's,
// HTTP a client of its own that sends the key nowhere but to BaseURL. Fresh asks again even where the store has the answer;
// Offline asks nobody. Tool is this program's version, kept with the replies. Waiting, where it is set, is told of every wait: the
// reason, and how long. Nothing is begun that does not fit the Budget at these Prices, nor at the Deadline or later (zero: there is none); an
// *Error of the fault OverBudget or OverDeadline says so. Spend, where it is set, is told of every attempt that may have to
// be paid. Both are called from several goroutines.
type Options struct {
	Profile Profile
	BaseURL string
	APIKey  Secret
	Timeout time.Duration
	Jobs    int
	Store   *Store
	Fresh   bool
	Offline bool
	Tool    string
	Clock   Clock
	Random  func() float64
	Waiting func(reason string, d time.Duration)
	HTTP    HTTPDoer

	Pace     Pace
	Budget   Budget
	Prices   []Price
	Deadline time.Time
	Spend    func(Spending)
}

// New stacks the layers, the one that is asked first at the end. An error is one of the options.
func New(o Options) (Client, error) {
	if o.Store == nil {
		return nil, errors.New("no store to keep replies in")
	}
	if o.Offline {
		if o.Fresh {
			return nil, errors.New("nothing can be asked afresh offline")
		}
		return newStored(offline{}, o), nil
	}
	o = o.withDefaults()
	address, err := cleanAddress(o.BaseURL)
	if err != nil {
		return nil, err
	}
	var client Client = newOpenAI(o, address)
	client = &finishing{next: client, clock: o.Clock}
	end := deadline{o.Clock, o.Deadline}
	client = &limited{next: client, pacer: newPacer(o), profile: o.Profile, deadline: end}
	client = &budgeted{next: client, ledger: &ledger{budget: o.Budget, prices: o.Prices}, profile: o.Profile, deadline: end, spend: o.Spend}
	client = &retried{next: client, clock: o.Clock, random: o.Random, waiting: o.Waiting, deadline: end}
	return newStored(client, o), nil
}

func newStored(next Client, o Options) Client {
	return &stored{
		next: next, store: o.Store, fresh: o.Fresh, clock: o.Clock, tool: o.Tool, kept: map[string]bool{}, flights: map[string]*flight{},
	}
}

func (o Options) withDefaults() Options {
	if o.BaseURL == "" {
		o.BaseURL = o.Profile.BaseURL
	}
	if o.Timeout <= 0 {
		o.Timeout = defaultTimeout
	}
	if o.Jobs <= 0 {
		o.Jobs = defaultJobs
	}
	if o.Clock == nil {
		o.Clock = systemClock{}
	}
	if o.Random == nil {
		o.Random = rand.Float64
	}
	if o.Waiting == nil {
		o.Waiting = func(string, time.Duration) {}
	}
	if o.Spend == nil {
		o.Spend = func(Spending) {}
	}
	if o.HTTP == nil {
		o.HTTP = newTransport(o.Jobs)
	}
	return o
}

// AddressError is a server's address that cannot be used. The address may hold a key, so the error does not repeat it.
type AddressError struct{ Reason string }

func (e *AddressError) Error() string { return "the server's address " + e.Reason }

// cleanAddress checks an API's address and gives it without a slash at its end. The address stands in messages and stored
// replies, so a user, a password or a query, where a key may hide, has no place in it.
func cleanAddress(address string) (string, error) {
	if address == "" {
		return "", &AddressError{"is not given"}
	}
	u, err := url.Parse(address)
	switch {
	case err != nil:
		return "", &AddressError{"cannot be read"}
	case u.Scheme != "http" && u.Scheme != "https", u.Host == "":
		return "", &AddressError{"does not begin with http:// or https:// and a host"}
	case u.User != nil:
		return "", &AddressError{"holds a user or a password"}
	case u.RawQuery != "" || u.Fragment != "" || u.ForceQuery:
		return "", &AddressError{"holds a query or a fragment"}
	}
	return strings.TrimRight(u.String(), "/"), nil
}
