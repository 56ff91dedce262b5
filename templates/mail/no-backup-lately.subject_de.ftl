Keine Sicherung bei ${provider.name} seit dem ${account.day}
