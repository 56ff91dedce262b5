Your backup account at ${provider.name} ends ${account.when}
