Your trial at ${provider.name}
