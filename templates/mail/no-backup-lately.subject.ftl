No backup at ${provider.name} since ${account.day}
