Your backup account at ${provider.name} ends on ${account.day}
