Jemand bat ${provider.name}, ${retailer} auf ein anderes Bankkonto zu zahlen
