Ihre Zeit bei ${provider.name} endet am ${date}
