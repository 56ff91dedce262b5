${provider.name} zahlt ${retailer} auf ein anderes Bankkonto
