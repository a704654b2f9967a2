package llm

import "slices"

// Budget is what a run may spend at most: money, in the currency of the prices, and tokens, prompts and answers together. 0: as much as
// it takes.
type Budget struct {
	Cost   float64
	Tokens int
}

// Price is what a model costs, for a million tokens of each kind. Cached is for tokens of a prompt that the provider knew already.
type Price struct {
	Model                 string
	Input, Cached, Output float64
}

// Cost is the price of what was used.
func (p Price) Cost(u Usage) float64 {
	cached := min(u.Cached, u.Prompt)
	return (float64(u.Prompt-cached)*p.Input + float64(cached)*p.Cached + float64(u.Completion)*p.Output) / 1e6
}

// PriceOf finds the price of a model.
func PriceOf(prices []Price, model string) (Price, bool) {
	i := slices.IndexFunc(prices, func(p Price) bool { return p.Model == model })
	if i < 0 {
		return Price{}, false
	}
	return prices[i], true
}

// Spending is what one attempt took, and the most that had been set aside for it. With Lost, the reply never came, or did not tell: then Usage
// is the most that it may have taken. Costs are 0 for a model without a price.
type Spending struct {
	Model    string
	Usage    Usage
	Cost     float64
	Most     Usage
	MostCost float64
	Lost     bool
}
