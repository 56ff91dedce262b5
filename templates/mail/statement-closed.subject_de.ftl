Abrechnung ${number} von ${provider.name} für ${retailer}
