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
// after the last, at most 200 parts and 10 files, part heads of at most 4 KB on unfolded lines with one
// Content-Disposition, at most one Content-Type (charset UTF-8, if any) and no coding of the bytes; what
// other programs add there is passed over. Field names of 1 … 100 characters, texts of 64 KB as read_form
// takes them. What else there is cannot be read by two programs alike: Reason::unreadable,
// error.form.multipart. A file's name is checked to be text and then forgotten: it leads nowhere, and it
// often names a person.
models::Result<Multipart> read_multipart(std::string_view body, std::string_view content_type);

// The fields as they would stand in an urlencoded body.
std::string urlencoded(const Form&);

} // namespace server
