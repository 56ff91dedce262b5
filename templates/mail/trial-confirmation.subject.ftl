Start your trial at ${provider.name}
