A test message from ${provider.name}
