Ist das Ihre E-Mail-Adresse? ${provider.name}
