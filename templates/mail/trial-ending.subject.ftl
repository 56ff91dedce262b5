Your free backup time at ${provider.name} ends ${account.when}
