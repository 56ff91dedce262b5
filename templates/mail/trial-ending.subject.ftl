Your free backup time at ${provider.name} ends on ${account.day}
