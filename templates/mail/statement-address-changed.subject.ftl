${provider.name} sends statements for ${retailer} elsewhere
