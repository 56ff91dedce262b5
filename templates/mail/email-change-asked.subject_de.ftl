Bei ${provider.name} wurde um eine andere E-Mail-Adresse gebeten
