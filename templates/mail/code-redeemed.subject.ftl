A code was redeemed for your account at ${provider.name}
