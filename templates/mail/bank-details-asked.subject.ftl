Somebody asked ${provider.name} to pay ${retailer} to another bank account
