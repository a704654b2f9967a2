package cmd

import (
	"fmt"
	"math"
	"strconv"
	"time"

	"github.com/spf13/pflag"

	"tarjuma/internal/llm"
)

// bindLimitFlags gives a command the flags of how fast, for how much and for how long it may ask. Without them the provider's headers say
// how fast, and nothing the rest.
func bindLimitFlags(f *pflag.FlagSet) {
	f.Int("rpm", 0, "requests a minute at most, `N` (default: what the server says it allows)")
	f.Int("tpm", 0, "tokens a minute at most, prompts and output limits, `N` (default: what the server says it allows)")
	f.Float64("budget-cost", 0, "`MONEY` to spend at most, by the prices in your configuration")
	f.Int("budget-tokens", 0, "tokens to spend at most, prompts and answers, `N`")
	f.String("deadline", "", "`TIME` after which nothing more is asked: from now on, such as 45m or 2h, or by the clock, such as 17:30")
}

// settingRule is what a setting must be for a run to use it.
type settingRule struct {
	key  string
	fine bool
	want string
}

// limitRules are the rules of the settings of this file. Nothing is set by leaving it out; 0 is a slip.
func (c *Config) limitRules() []settingRule {
	number := func(key string, n int) settingRule { return settingRule{key, n > 0 || c.unset(key), "a number from 1"} }
	cost := c.BudgetCost
	_, deadline := deadlineFrom(c.Deadline, time.Time{})
	return []settingRule{
		number("rpm", c.RPM),
		number("tpm", c.TPM),
		{"budget_cost", cost > 0 && !math.IsInf(cost, 1) || c.unset("budget_cost"), "a sum above 0, such as 2.50"},
		number("budget_tokens", c.BudgetTokens),
		{"deadline", deadline || c.unset("deadline"), "a time such as 45m or 2h, or one of the clock, such as 17:30"},
	}
}

// unset tells whether nobody set a key.
func (c *Config) unset(key string) bool { return c.Origin(key) == fromDefault }

// shown is a limit as config show prints it: "" for one that nobody set.
func (c *Config) shown(key string, value any) string {
	if c.unset(key) {
		return ""
	}
	if sum, ok := value.(float64); ok {
		return strconv.FormatFloat(sum, 'f', -1, 64)
	}
	return fmt.Sprint(value)
}

// fillPace takes the pace that the profile gives where nothing else does.
func (c *Config) fillPace() {
	p := c.profile()
	if c.RPM == 0 && c.unset("rpm") && p.RPM != 0 {
		c.RPM, c.origins["rpm"] = p.RPM, "profile "+c.Profile
	}
	if c.TPM == 0 && c.unset("tpm") && p.TPM != 0 {
		c.TPM, c.origins["tpm"] = p.TPM, "profile "+c.Profile
	}
}

// limit puts the limits of a run that begins now into its options.
func (c *Config) limit(options *llm.Options, now time.Time) {
	options.Pace = llm.Pace{Requests: c.RPM, Tokens: c.TPM}
	options.Budget = llm.Budget{Cost: c.BudgetCost, Tokens: c.BudgetTokens}
	options.Prices = c.Prices
	options.Deadline, _ = deadlineFrom(c.Deadline, now)
}

// deadlineFrom reads a deadline: so long from now, or the next time that the clock shows it; the zero time where there is none.
func deadlineFrom(text string, now time.Time) (at time.Time, ok bool) {
	if d, err := time.ParseDuration(text); err == nil {
		return now.Add(d), d > 0
	}
	clock, err := time.Parse("15:04", text)
	if err != nil {
		return time.Time{}, false
	}
	on := func(day int) time.Time {
		return time.Date(now.Year(), now.Month(), day, clock.Hour(), clock.Minute(), 0, 0, now.Location())
	}
	if at = on(now.Day()); !at.After(now) {
		at = on(now.Day() + 1)
	}
	return at, true
}

// checkPrices refuses a budget in money for a model without a price.
func (c *Config) checkPrices() error {
	if c.BudgetCost == 0 {
		return nil
	}
	for _, model := range []string{c.Model, c.FallbackModel} {
		if _, known := llm.PriceOf(c.Prices, model); !known && model != "" {
			return &ConfigError{c.Where("budget_cost"), "there is no price for the model " + model,
				fmt.Sprintf("tell it in your own configuration (tarjuma config path): prices: [{model: %s, input: …, output: …}], for a million tokens", model)}
		}
	}
	return nil
}
