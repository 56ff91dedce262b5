The time of your account at ${provider.name} ends on ${date}
