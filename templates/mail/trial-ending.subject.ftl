Your backup trial at ${provider.name} ends ${account.when}
