Is this your e-mail address? ${provider.name}
