A last word from ${provider.name}
