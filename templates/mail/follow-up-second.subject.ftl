Was it something that we can do better at ${provider.name}?
