"""What is written for servers and for people: dashboards, routes, rules, owners."""
