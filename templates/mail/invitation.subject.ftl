Your invitation to ${provider.name}
