${provider.name} sendet Abrechnungen für ${retailer} anderswohin
