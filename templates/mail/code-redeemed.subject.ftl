Your code at ${provider.name} is redeemed
