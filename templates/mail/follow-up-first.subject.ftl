Why did you leave ${provider.name}?
