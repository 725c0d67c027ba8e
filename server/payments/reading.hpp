#pragma once
#include "server/html/messages.hpp"
#include "server/payments/service.hpp"

namespace server::payments {

// What a bank's file says: CSV in UTF-8 or GB18030 with a head line that names the columns as the list that
// was taken out does, in either language, in any order, with others between them. Rows without a result are
// still awaited and are none. Nothing is taken of a file that cannot be read whole: error.payment.file.* at
// "/results".
models::Result<std::vector<BankResult>> read_results(const html::Messages&, std::string_view file,
                                                     const store::PaymentRunRow& run);

} // namespace server::payments
