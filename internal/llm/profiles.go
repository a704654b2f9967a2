package llm

// Profiles gives the providers that are known by name, the default one first. Where each thing was read is in
// testdata/providers/README.md.
//
// The default model of the default profile, gpt-4.1-mini, is small, takes strict schemas and a temperature, and translated into Hindi
// as well as any small model of its maker in the AI language monitor (chrF 0.613, from ten sentences). The other profiles
// name none: their makers' names change by the season, and a name that is gone helps nobody; Models lists what there is.
func Profiles() []Profile {
	return append(hosted(), local()...)
}

// hosted gives the providers that want a key.
func hosted() []Profile {
	return []Profile{
		{
			Name: "openai", BaseURL: "https://api.openai.com/v1", BaseURLVariable: "OPENAI_BASE_URL", KeyVariable: "OPENAI_API_KEY", NeedsKey: true,
			Model: "gpt-4.1-mini", LimitField: maxCompletionTokens, Reasoning: 8192,
		},
		// The address is https://RESOURCE.openai.azure.com/openai/v1, which takes the key as OpenAI does (Bearer). What a deployment
		// is called says nothing of the model in it.
		{
			Name: "azure", KeyVariable: "AZURE_OPENAI_API_KEY", NeedsKey: true, Deployments: true,
			LimitField: maxCompletionTokens, Reasoning: 8192, AlwaysReasons: true,
		},
		// A response format is ignored, a temperature above 1 counts as 1; the newest models refuse one, which is learned, and think unasked.
		{
			Name: "anthropic", BaseURL: "https://api.anthropic.com/v1", KeyVariable: "ANTHROPIC_API_KEY", NeedsKey: true,
			LimitField: maxTokens, Format: formatNone, Reasoning: 8192, AlwaysReasons: true,
		},
		// All models since 2.5 think, and their thoughts count against the output limit.
		{
			Name: "gemini", BaseURL: "https://generativelanguage.googleapis.com/v1beta/openai", KeyVariable: "GEMINI_API_KEY", NeedsKey: true,
			LimitField: maxTokens, Reasoning: 8192, AlwaysReasons: true,
		},
		// What the provider behind a model does not take is left out there without a word: replies are checked here in any case.
		{
			Name: "openrouter", BaseURL: "https://openrouter.ai/api/v1", KeyVariable: "OPENROUTER_API_KEY", NeedsKey: true,
			LimitField: maxTokens, Reasoning: 8192,
		},
		// Some models take a schema, the others say so. The whole output limit counts against the tokens of a minute, so that the
		// allowance is small and only for names that think.
		{
			Name: "groq", BaseURL: "https://api.groq.com/openai/v1", KeyVariable: "GROQ_API_KEY", NeedsKey: true,
			LimitField: maxCompletionTokens, Reasoning: 2048,
		},
		// Refuses every field that it does not know, max_completion_tokens among them.
		{
			Name: "mistral", BaseURL: "https://api.mistral.ai/v1", KeyVariable: "MISTRAL_API_KEY", NeedsKey: true,
			LimitField: maxTokens, Reasoning: 8192,
		},
		// Takes json_object and no schema, and thinks unless told not to, much; a temperature is then without effect.
		{
			Name: "deepseek", BaseURL: "https://api.deepseek.com", KeyVariable: "DEEPSEEK_API_KEY", NeedsKey: true,
			LimitField: maxTokens, Format: formatObject, Reasoning: 16384, AlwaysReasons: true,
		},
	}
}

// local gives the servers that run on one's own machine, at the ports that they come with. They enforce schemas by a grammar, and
// serve models under any name. A key is only sent where there is one.
func local() []Profile {
	return []Profile{
		// Unless OLLAMA_CONTEXT_LENGTH or the model says otherwise, the server reads 4096 tokens (more on a graphics card of 24 GiB), and
		// cuts what is longer without a word.
		{
			Name: "ollama", BaseURL: "http://localhost:11434/v1", KeyVariable: "OLLAMA_API_KEY",
			LimitField: maxTokens, ContextWindow: 4096, Reasoning: 4096, AlwaysReasons: true,
		},
		{
			Name: "llama.cpp", BaseURL: "http://localhost:8080/v1", KeyVariable: "LLAMA_API_KEY",
			LimitField: maxTokens, Reasoning: 4096, AlwaysReasons: true,
		},
		{
			Name: "vllm", BaseURL: "http://localhost:8000/v1", KeyVariable: "VLLM_API_KEY",
			LimitField: maxTokens, Reasoning: 4096, AlwaysReasons: true,
		},
		{
			Name: "lm-studio", BaseURL: "http://localhost:1234/v1", KeyVariable: "LM_API_TOKEN",
			LimitField: maxTokens, Reasoning: 4096, AlwaysReasons: true,
		},
	}
}
