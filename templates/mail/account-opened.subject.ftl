Your backup account at ${provider.name}
