The time of your backup account at ${provider.name} is over
