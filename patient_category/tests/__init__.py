from . import (
    test_employee_prices,
    test_incident_proposal,
    test_nothing_leaks,
    test_patient_category,
    test_patient_incident,
    test_prepayment,
    test_prepayment_release,
    test_profitability,
    test_profitability_pivots,
    test_profitability_summary,
    test_real_money,
    test_res_partner,
)
