{
    "name": "Patient Categories on the Website",
    "version": "19.0.1.0.0",
    "category": "Website/Website",
    "summary": "The prices of a category are for its patients in the online shop too",
    "author": "Patient Relations contributors",
    "license": "LGPL-3",
    "depends": [
        "patient_category",
        "website_sale",
    ],
    "auto_install": True,
}
