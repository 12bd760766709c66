from . import payment_notice_report
