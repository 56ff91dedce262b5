Your account at ${provider.name} runs until ${date}
