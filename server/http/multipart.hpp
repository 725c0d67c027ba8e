#pragma once
#include "models/result.hpp"
#include "server/http/call.hpp"
#include <string_view>

namespace server {

struct Multipart {
    Form fields;
    std::vector<Upload> uploads; // in the order of the form; a file input left empty is none
};

// A body of multipart/form-data (RFC 7578), read strictly: nothing before the first boundary and nothing
// after the last, at most 200 parts and 10 files, part heads of at most 1 KB with Content-Disposition and at
// most Content-Type in them, field names of 1 … 100 characters, texts of 64 KB as read_form takes them. What
// else there is cannot be read by two programs alike: Reason::unreadable, error.form.multipart. A file's name
// is checked to be text and then forgotten: it leads nowhere, and it often names a person.
models::Result<Multipart> read_multipart(std::string_view body, std::string_view content_type);

// The fields as they would stand in an urlencoded body.
std::string urlencoded(const Form&);

} // namespace server
