Your account at ${provider.name} runs again
