-- A restored copy must not text patients.
UPDATE sms_survey_gateway
   SET provider = 'sandbox',
       url = NULL,
       username = NULL,
       password = NULL,
       http_headers = NULL,
       http_body = NULL,
       http_accepted = NULL,
       webhook_token = md5(random()::text || clock_timestamp()::text) || md5(random()::text);
