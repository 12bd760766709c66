from . import key_customer_list
