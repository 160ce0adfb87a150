print("hesap")
