#ifndef HESAP_CSHIMS_H
#define HESAP_CSHIMS_H
#endif
