"""Treating and paying, and the counter. All of it is for everyone: a secret link is the key to what it opens."""

from django.urls import path

from vouchers import views

app_name = "vouchers"

urlpatterns = [
    path("plek/<slug:slug>/trakteren/", views.treat_give, name="treat-give"),
    path("betalen/<str:token>/", views.payment_go, name="payment-go"),
    path("bedankt/<str:token>/", views.purchase_thanks, name="purchase-thanks"),
    path("toog/<str:token>/", views.counter, name="counter"),
    path("demo/betalen/<str:number>/", views.demo_checkout, name="demo-checkout"),
]
