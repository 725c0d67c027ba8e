CREATE INDEX answer_need ON answer (need, question);
CREATE INDEX requirement_offer ON requirement (offer);
CREATE INDEX point_offer ON point (offer);
CREATE INDEX served_program ON served (program);
CREATE INDEX place_program ON place (program);
