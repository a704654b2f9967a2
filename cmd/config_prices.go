package cmd

import (
	"bytes"
	"fmt"
	"math"
	"slices"
	"strconv"

	"go.yaml.in/yaml/v3"

	"tarjuma/internal/llm"
)

// pricesKey is the key of what models cost. A folder's file has none: prices decide what is spent.
const pricesKey = "prices"

// priceEntry is a price as a configuration gives it, for a million tokens. Without cached, tokens that the provider knew already cost as
// much as others.
type priceEntry struct {
	Model  string   `yaml:"model"`
	Input  *float64 `yaml:"input"`
	Cached *float64 `yaml:"cached"`
	Output *float64 `yaml:"output"`
}

// prices reads the prices, a list of one entry for each model.
func (f configFile) prices(node *yaml.Node) ([]llm.Price, error) {
	const hint = "a price has model, input, cached (if it differs from input) and output, for a million tokens"
	if node.Kind != yaml.SequenceNode {
		return nil, f.fault(node, "prices takes a list", hint)
	}
	var prices []llm.Price
	for _, entry := range node.Content {
		text, err := yaml.Marshal(entry)
		if err != nil {
			return nil, f.fault(entry, err.Error(), "")
		}
		var e priceEntry
		decoder := yaml.NewDecoder(bytes.NewReader(text))
		decoder.KnownFields(true)
		if err := decoder.Decode(&e); err != nil {
			return nil, f.fault(entry, "this price cannot be read: "+profileProblem(err), hint)
		}
		p, problem := e.price()
		if problem == "" && slices.ContainsFunc(prices, func(other llm.Price) bool { return other.Model == p.Model }) {
			problem = fmt.Sprintf("there are two prices for %q", p.Model)
		}
		if problem != "" {
			return nil, f.fault(entry, problem, hint)
		}
		prices = append(prices, p)
	}
	return prices, nil
}

// price checks an entry, and says what is wrong with it.
func (e priceEntry) price() (p llm.Price, problem string) {
	switch {
	case e.Model == "":
		return p, "a price has no model"
	case e.Input == nil || e.Output == nil:
		return p, fmt.Sprintf("the price of %q has no input or no output", e.Model)
	}
	if e.Cached == nil {
		e.Cached = e.Input
	}
	for _, sum := range []float64{*e.Input, *e.Cached, *e.Output} {
		if !(sum >= 0) || math.IsInf(sum, 1) {
			return p, fmt.Sprintf("the price of %q is not a sum of money", e.Model)
		}
	}
	return llm.Price{Model: e.Model, Input: *e.Input, Cached: *e.Cached, Output: *e.Output}, ""
}

// showPrice writes a price for config show.
func showPrice(p llm.Price) string {
	sum := func(f float64) string { return strconv.FormatFloat(f, 'f', -1, 64) }
	return fmt.Sprintf("%s: input %s, cached %s, output %s", p.Model, sum(p.Input), sum(p.Cached), sum(p.Output))
}
