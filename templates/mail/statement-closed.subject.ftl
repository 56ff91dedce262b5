Statement ${number} of ${provider.name} for ${retailer}
