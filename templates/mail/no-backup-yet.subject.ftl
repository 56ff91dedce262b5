Your account at ${provider.name} has no backup yet
