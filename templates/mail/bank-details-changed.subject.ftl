${provider.name} pays ${retailer} to another bank account
